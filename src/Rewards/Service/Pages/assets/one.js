// One submission with all that is known of it.
import { $, copy, make, milliseconds, number, table, verdict } from "./dom.js";

export function showOne(record) {
  const v = record.verdict, facts = make("p", null, "facts"), parts = [verdict(record.status, "big"), facts];
  const fact = (name, value) => { const span = make("span", name + " "); span.append(make("b", value)); facts.append(span); };
  const part = (name, ...content) => parts.push(title(name), ...content);

  $("onetitle").textContent = (record.number ? `#${record.number}` : "Yours") + ` · ${record.problem_id ?? "no problem"} · ${record.protocol}` + (record.client ? ` · ${record.client}` : "");
  $("tools").hidden = false;
  $("link").hidden = !record.number;
  if (record.rewards) fact("reward", number(record.reward, 3));
  if (v) { fact("tests", `${v.passed} of ${v.total}`); fact("compile", v.compile_ms ? milliseconds(v.compile_ms) + " ms" : "cached"); }
  fact(record.number ? "in the sandbox" : "request", milliseconds(record.judge_ms) + " ms");
  if (record.at) fact("at", new Date(record.at).toLocaleString([], { hour12: false }));
  if (record.node) fact("by", record.node);

  if (v?.message) part("Message", make("pre", v.message));
  if (v?.diagnostics?.length) part("Compiler", make("pre", v.diagnostics.join("\n")));
  if (record.rewards) part("Reward", table([["function"], ["value", "n"]], Object.entries(record.rewards).map(([name, value]) => [name, value === null ? "not applicable" : number(value, 3)])));
  if (v?.tests?.length) part("Tests", table([["#"], ["verdict"], ["wall ms", "n"], ["CPU ms", "n"], ["MiB", "n"], ["output"], ["message"]],
    v.tests.map((test, i) => [String(i + 1), verdict(test.status), milliseconds(test.wall_ms), milliseconds(test.cpu_ms), (test.memory_bytes / 1048576).toFixed(1), test.output ?? "", test.message ?? ""])));
  const failed = v?.tests?.findIndex(test => test.status !== "Accepted" && (test.message || test.output)) ?? -1;
  if (failed >= 0) part(`Test ${failed + 1} in full`, make("pre", [v.tests[failed].message, v.tests[failed].output].filter(Boolean).join("\n\n")));
  const head = title("Text"), button = make("button", "Copy", "quiet");
  button.type = "button";
  button.onclick = () => copy(record.text, button);
  head.append(button);
  parts.push(head, make("pre", record.text));
  for (const block of parts) if (block.tagName === "PRE") block.tabIndex = 0; // can be scrolled by keys
  $("detail").replaceChildren(...parts);
}

export function showNone(reason) {
  const empty = make("div", null, "empty");
  empty.append(make("p", reason ?? "Choose a submission to see its code, diagnostics, tests and reward."));
  $("onetitle").textContent = reason ? "Not found" : "No submission chosen";
  $("tools").hidden = true;
  $("detail").replaceChildren(empty);
}

function title(name) {
  const line = make("div", null, "part");
  line.append(make("h3", name));
  return line;
}
