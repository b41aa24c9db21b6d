// Reads mails (files named as arguments) and says, as JSON, what html-validate and caniemail have against them, apart
// from what is accepted below, each with its reason.
import { readFileSync } from "node:fs";
import { caniemail } from "caniemail";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    "no-inline-style": "off", // mail programs that drop <style> show what stands in the elements
    "no-deprecated-attr": "off", // Outlook's Word takes widths and spacing of tables from attributes alone
    "no-conditional-comment": "off", // they are for Outlook's Word, nobody else reads them
    "prefer-native-element": "off", // role="main": Outlook's Word does not know <main>
    "long-title": "off", // the title is the headline, whose length `advisories check` judges
  },
});

const STYLE = "what stands in <style> is for the dark and for phones; without it the mail looks as it does by day on a desk";
const WORD = "Outlook's Word goes without it, and the mail stays whole";
const SAME = "the part that is not supported is not used";
const ACCEPTED = {
  "<style> element": STYLE,
  "@media": STYLE,
  "Adjacent sibling combinator": STYLE,
  "Attribute selector": "for Outlook.com alone, in a <style> of its own",
  "Chaining selectors": STYLE,
  "Class selector": STYLE,
  "Descendant combinator": STYLE,
  "Type selector": STYLE,
  "!important keyword": STYLE,
  "<body> element": "replaced by a box; the page's colour is also on the table that fills it",
  "<ul>, <ol> and <dl>": SAME,
  "align attribute": SAME,
  "background": "only colours are used",
  "border": "only on cells, never above 8 px",
  "dir attribute": "on html and table, not on links; a mail is in one direction as a whole",
  "direction": "for numbers in a text from right to left; without it they are in the order of the text",
  "display": "only none and block",
  "display:none": "the preheader; it has no height, no size and the colour of the page as well",
  "font-size": "only px",
  "font-weight": "only 600 and 700",
  "height attribute": SAME,
  "height property": "only on a cell",
  "letter-spacing": WORD,
  "line-height": "mso-line-height-rule is set",
  "margin": "never negative, never needed to hold the mail together",
  "max-width": "Outlook's Word gets a table of 600 px around it",
  "opacity": "the preheader, which is hidden in four other ways",
  "overflow": "the preheader, and wide tables, which are as wide as their words where it is not known",
  "overflow-wrap": "word-break does the same where it is not known",
  "padding": "what matters is on cells",
  "role attribute": "a program that does not know it reads the table as a table",
  "table-layout": WORD,
  "text-align": "left, right, center",
  "text-decoration": "only underline",
  "unicode-bidi": "with direction",
  "white-space": "numbers may be broken in two lines, code loses its lines",
  "width attribute": SAME,
  "width property": "on tables and cells",
  "word-break": "overflow-wrap does the same where it is not known",
};
const CLIENTS = ["gmail.*", "outlook.*", "apple-mail.*"];

function aboutMail(html) {
  const { issues } = caniemail({ clients: CLIENTS, html });
  const found = [...issues.errors, ...issues.warnings].flatMap(([client, list]) =>
    list.filter((issue) => !(issue.title in ACCEPTED)).map((issue) => `${client}: ${issue.title}`),
  );
  return [...new Set(found)];
}

async function aboutHtml(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((result) =>
    result.messages.map((message) => `line ${message.line}: ${message.ruleId}: ${message.message}`),
  );
}

const said = {};
for (const file of process.argv.slice(2)) {
  const html = readFileSync(file, "utf8");
  said[file] = [...(await aboutHtml(html)), ...aboutMail(html)];
}
console.log(JSON.stringify(said));
