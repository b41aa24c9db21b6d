// Reads a file of vCards with ical.js and prints, a JSON line for each card, the values that a person would look at.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const ICAL = (await import(require.resolve("ical.js"))).default;
const parsed = ICAL.parse(readFileSync(process.argv[2], "utf8"));
const cards = typeof parsed[0] === "string" ? [parsed] : parsed;

for (const jcard of cards) {
  const card = new ICAL.Component(jcard);
  const values = (name) => card.getAllProperties(name).map((each) => String(each.getFirstValue()));
  if (!values("fn").length) throw new Error("a card without FN");
  // What it writes, it must read again.
  ICAL.parse(card.toString());
  console.log(JSON.stringify({ fn: values("fn")[0], tel: values("tel"), email: values("email") }));
}
