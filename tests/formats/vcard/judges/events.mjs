// Reads calendars with ical.js and prints, a JSON line for each, what a reader's calendar would show of the one event.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const ICAL = (await import(require.resolve("ical.js"))).default;

for (const file of process.argv.slice(2)) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  const events = calendar.getAllSubcomponents("vevent");
  if (events.length !== 1) throw new Error(`${file} holds ${events.length} events`);
  const text = (name) => String(events[0].getFirstPropertyValue(name) ?? "");
  // The hour is reckoned with the file's own VTIMEZONE: ical.js knows no other.
  const instant = (name) => events[0].getFirstPropertyValue(name).toJSDate().toISOString();
  console.log(JSON.stringify({
    method: calendar.getFirstPropertyValue("method"),
    uid: text("uid"), sequence: Number(text("sequence")), status: text("status"),
    summary: text("summary"), location: text("location"), description: text("description"),
    starts: instant("dtstart"), ends: instant("dtend"),
  }));
}
