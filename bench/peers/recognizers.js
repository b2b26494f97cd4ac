// Recognizers-Text: quantities or dates, a text a line in, what was found in it and the seconds of processor that took out.
const suite = require("@microsoft/recognizers-text-suite");
const english = suite.Culture.English;

const NUMBERS = ["Currency", "Dimension", "Temperature", "Age", "Percentage", "Number"]; // those with more words first

function quantities(text) {
  const found = [];
  for (const kind of NUMBERS) {
    for (const result of suite["recognize" + kind](text, english)) {
      const end = result.end + 1; // its ends are inclusive
      if (!result.resolution || found.some((f) => f.start < end && result.start < f.end)) continue;
      const value = String(result.resolution.value);
      const share = kind === "Percentage";
      const number = Number(value.replace("%", ""));
      if (Number.isFinite(number) && value !== "null") {
        found.push({ start: result.start, end, low: number, high: number, unit: result.resolution.unit || null, share,
                     age: kind === "Age" });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function dates(text, published) {
  const [year, month, day] = (published || "2000-01-01").split("-").map(Number);
  const today = new Date(year, month - 1, day);
  return suite.recognizeDateTime(text, english, undefined, today).map((result) => {
    const values = (result.resolution && result.resolution.values) || [];
    const past = values[0] || {}; // two readings: the one that looks back comes first
    const known = /^\d{4}(-\d\d){0,2}$/.test(past.timex || "") ? past.timex : (past.value || "").slice(0, 10);
    const month = /^XXXX-\d\d$/.test(past.timex || "") && past.start ? past.start.slice(0, 7) : null;
    return { start: result.start, end: result.end + 1, value: month || known || null };
  });
}

const find = process.argv[2] === "dates" ? dates : quantities;
// a row without an id is only there to warm up on
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const row = JSON.parse(line);
  const begin = process.cpuUsage();
  const found = find(row.text, row.published);
  const spent = process.cpuUsage(begin); // microseconds
  const seconds = (spent.user + spent.system) / 1e6;
  if (row.id !== null) console.log(JSON.stringify({ id: row.id, seconds, found }));
});
