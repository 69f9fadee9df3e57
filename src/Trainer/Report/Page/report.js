// The browser of samples. Everything a model wrote is set as text, never as markup.
const samples = JSON.parse(document.getElementById("data").textContent);
const filters = document.getElementById("filters");
const list = document.getElementById("list");
const page = 40;
let shown = page;

const chosen = {};
const choices = {
  stage: [...new Set(samples.map(s => s.stage))],
  family: [...new Set(samples.map(s => s.family))],
  language: [...new Set(samples.map(s => s.language))].filter(l => l),
  result: ["right", "wrong"],
  look: ["aha (thinks again, right)", "mixed languages", "thinking limits"],
};

for (const [name, values] of Object.entries(choices)) {
  const label = element("label", name + " ");
  const select = document.createElement("select");
  select.append(new Option("all", ""), ...values.map(v => new Option(v, v)));
  select.onchange = () => { chosen[name] = select.value; shown = page; show(); };
  label.append(select);
  filters.append(label);
}

const words = element("label", "text ");
const search = document.createElement("input");
search.type = "search";
search.oninput = () => { chosen.text = search.value.toLowerCase(); shown = page; show(); };
words.append(search);
filters.append(words);

show();

function show() {
  const found = samples.filter(fits);
  document.getElementById("count").textContent =
    found.length + " of " + samples.length + " kept samples" + (found.length > shown ? ", the first " + shown + " are shown" : "");
  list.replaceChildren(...found.slice(0, shown).map(card));
  if (found.length > shown) {
    const more = element("button", "show more");
    more.onclick = () => { shown += page; show(); };
    list.append(more);
  }
}

function fits(s) {
  return (!chosen.text || (s.prompt + "\n" + s.completion).toLowerCase().includes(chosen.text))
    && (!chosen.stage || s.stage === chosen.stage)
    && (!chosen.family || s.family === chosen.family)
    && (!chosen.language || s.language === chosen.language)
    && (!chosen.result || (chosen.result === "right") === (s.correct === true))
    && (!chosen.look
      || (chosen.look.startsWith("aha") ? s.aha : chosen.look.startsWith("mixed") ? s.mixed : s.setting !== "plain"));
}

function card(s) {
  const box = element("div", "", "sample");
  const head = element("div", "", "head");
  head.append(
    element("b", s.stage), element("span", s.family + " " + s.language), element("span", s.tokens + " tokens"),
    element("span", s.correct === true ? "right" : s.correct === false ? "wrong" : "not judged", s.correct ? "right" : "wrong"));
  if (s.verdict) head.append(element("span", s.verdict));
  head.append(element("span", Object.entries(s.rewards || {}).filter(r => r[1] !== null && r[1] !== undefined)
    .map(r => r[0] + " " + Math.round(r[1] * 100) / 100).join(", ")));
  if (s.aha) head.append(element("span", "aha", "tag"));
  if (s.mixed) head.append(element("span", "mixed", "tag"));
  if (s.setting !== "plain") head.append(element("span", s.setting, "tag"));
  const end = s.completion.indexOf("</think>");
  const cut = end < 0 ? 0 : end + "</think>".length;
  box.append(head, element("pre", s.prompt));
  if (cut) box.append(element("pre", s.completion.slice(0, cut), "thought"));
  box.append(element("pre", s.completion.slice(cut)));
  return box;
}

function element(name, text, className) {
  const e = document.createElement(name);
  e.textContent = text || "";
  if (className) e.className = className;
  return e;
}
