// Reads vCards from standard input with ical.js and prints the number of cards, numbers and addresses.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const parsed = ICAL.parse(readFileSync(0, "utf8"));
const cards = (Array.isArray(parsed[0]) ? parsed : [parsed]).map((card) => new ICAL.Component(card));
const count = (name) => cards.reduce((sum, card) => sum + card.getAllProperties(name).length, 0);
cards.forEach((card) => card.getAllProperties().forEach((property) => property.getValues()));
console.log(`read ${cards.length} ${count("tel")} ${count("email")}`);
