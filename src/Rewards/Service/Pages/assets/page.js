"use strict";
// The page of a service: it asks a process for the state of all that share its storage and shows it. Everything a
// submission holds is put in as text, never as markup.
const $ = id => document.getElementById(id);
let chosen = Number(location.hash.slice(1)) || null;

async function call(path, options) {
  const response = await fetch(path, options);
  if (response.status === 401) { show(false); throw new Error("an API key is needed"); }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.detail ?? `${path} answered ${response.status}`);
  return body;
}

function show(open) {
  document.querySelector("main").hidden = !open;
  $("login").hidden = open;
}

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (className) element.className = className;
  return element;
}

const verdict = status => make("span", status ?? "not judged", "v " + (status ?? ""));
const number = (value, digits) => value === null || value === undefined ? "–" : value.toFixed(digits);
const milliseconds = value => value >= 100 ? value.toFixed(0) : value.toFixed(1);

function showLive(live) {
  const counts = live.per_second;
  $("node").textContent = live.nodes.length > 1 ? `${live.nodes.length} processes · ${live.storage} storage` : `one process · ${live.storage} storage`;
  $("nodes").hidden = live.nodes.length < 2;
  $("nodelist").replaceChildren(...live.nodes.map(node => {
    const entry = make("span");
    entry.append(make("b", node.name), ` ${node.last_minute} in the last minute` + (node.workers ? `, ${node.busy} of ${node.workers} workers busy` : ", answers calls"));
    return entry;
  }));
  $("rate").textContent = (counts.reduce((a, b) => a + b, 0) / counts.length).toFixed(1);
  $("waiting").textContent = live.queue.waiting;
  $("jobitems").textContent = live.queue.job_items ? `${live.queue.job_items} items of jobs to do` : "";
  $("busy").textContent = `${live.queue.busy} of ${live.queue.workers}`;
  $("busybar").value = live.queue.workers ? live.queue.busy / live.queue.workers : 0;
  const answered = live.seconds_since_answer;
  $("boxes").textContent = live.sandbox ? `${live.sandbox.busy} of ${live.sandbox.boxes}` : answered === undefined ? "–" : answered < 60 ? "ready" : "quiet";
  $("boxtext").textContent = (live.sandbox ? "boxes busy, " + live.sandbox.tier : "boxes") +
    (answered === undefined ? "; none has answered yet" : `; last answer ${answered < 1 ? "now" : Math.round(answered) + " s ago"}`);
  $("cache").textContent = live.sandbox ? `programs: ${live.sandbox.compile_cache_hits} from the cache, ${live.sandbox.compile_cache_misses} compiled` : "";

  const most = Math.max(1, ...counts), spark = $("spark");
  spark.replaceChildren(...counts.map((count, i) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect"), height = 58 * count / most;
    for (const [name, value] of [["x", i * 10 + 1], ["width", 8], ["y", 60 - Math.max(height, 1)], ["height", Math.max(height, 1)]]) bar.setAttribute(name, value);
    return bar;
  }));
  const verdicts = Object.entries(live.verdicts).sort((a, b) => b[1] - a[1]);
  $("verdicts").replaceChildren(...(verdicts.length ? verdicts.map(([status, count]) => {
    const entry = make("span");
    entry.append(verdict(status), " " + count);
    return entry;
  }) : [make("span", "none", "hint")]));
}

function showList(records) {
  const wanted = $("search").value;
  $("none").hidden = records.length > 0 || wanted !== "";
  $("nomatch").hidden = records.length > 0 || wanted === "";
  $("nomatch").textContent = `Nothing among the latest submissions holds “${wanted}”.`;
  $("table").hidden = records.length === 0;
  $("rows").replaceChildren(...records.map(record => {
    const row = make("tr", null, record.number === chosen ? "chosen" : "");
    row.tabIndex = 0;
    const status = make("td");
    status.append(verdict(record.status));
    row.append(make("td", record.number), status, make("td", record.problem_id ?? "–"), make("td", record.protocol),
      make("td", number(record.reward, 2), "n"), make("td", milliseconds(record.judge_ms), "n"), make("td", new Date(record.at).toLocaleTimeString([], { hour12: false })));
    row.onclick = () => open(record.number);
    row.onkeydown = event => { if (event.key === "Enter") open(record.number); };
    return row;
  }));
}

function table(heads, rows) {
  const element = make("table"), head = make("tr");
  heads.forEach(([text, className]) => head.append(make("th", text, className)));
  element.append(make("thead"), make("tbody"));
  element.tHead.append(head);
  for (const cells of rows) {
    const row = make("tr");
    cells.forEach((cell, i) => {
      const td = make("td", cell instanceof Node ? undefined : cell, heads[i][1]);
      if (cell instanceof Node) td.append(cell); else td.title = cell ?? "";
      row.append(td);
    });
    element.tBodies[0].append(row);
  }
  const frame = make("div", null, "wide-table");
  frame.append(element);
  return frame;
}

function showOne(record) {
  const facts = make("p", null, "facts"), parts = [verdict(record.status), facts], v = record.verdict;
  const fact = (name, value) => { const span = make("span", name + " "); span.append(make("b", value)); facts.append(span); };
  $("onetitle").textContent = (record.number ? `#${record.number}` : "Yours") + ` · ${record.problem_id ?? "no problem"} · ${record.protocol}` + (record.client ? ` · ${record.client}` : "");
  if (v) { fact("tests", `${v.passed} of ${v.total}`); fact("compile", v.compile_ms ? milliseconds(v.compile_ms) + " ms" : "cached"); }
  fact(record.number ? "in the sandbox" : "request", milliseconds(record.judge_ms) + " ms");
  if (record.node) fact("by", record.node);
  if (record.rewards) {
    fact("reward", number(record.reward, 3));
    parts.push(make("h3", "Reward"), table([["function"], ["value", "n"]], Object.entries(record.rewards).map(([name, value]) => [name, value === null ? "not applicable" : number(value, 3)])));
  }
  if (v?.message) parts.push(make("h3", "Message"), make("pre", v.message));
  if (v?.diagnostics?.length) parts.push(make("h3", "Compiler"), make("pre", v.diagnostics.join("\n")));
  if (v?.tests?.length) parts.push(make("h3", "Tests"), table([["#"], ["verdict"], ["wall ms", "n"], ["CPU ms", "n"], ["MiB", "n"], ["output"], ["message"]],
    v.tests.map((test, i) => [String(i + 1), verdict(test.status), milliseconds(test.wall_ms), milliseconds(test.cpu_ms), (test.memory_bytes / 1048576).toFixed(1), test.output ?? "", test.message ?? ""])));
  const failed = v?.tests?.findIndex(test => test.status !== "Accepted" && (test.message || test.output)) ?? -1;
  if (failed >= 0) parts.push(make("h3", `Test ${failed + 1} in full`), make("pre", [v.tests[failed].message, v.tests[failed].output].filter(Boolean).join("\n\n")));
  parts.push(make("h3", "Text"), make("pre", record.text));
  $("detail").replaceChildren(...parts);
}

async function open(wanted) {
  chosen = wanted;
  history.replaceState(null, "", "#" + wanted);
  showOne(await call(`/v1/submissions/${wanted}`));
  await list();
}

const list = async () => showList(await call(`/v1/submissions?q=${encodeURIComponent($("search").value)}`));

async function refresh() {
  try {
    showLive(await call("/v1/live"));
    await list();
    show(true);
  } catch (fault) {
    $("node").textContent = fault.message;
  }
  setTimeout(refresh, document.hidden ? 10000 : 2000);
}

$("search").oninput = () => list().catch(() => {});
$("login").onsubmit = async event => {
  event.preventDefault();
  const response = await fetch("/page/session", { method: "POST", headers: { Authorization: `Bearer ${$("key").value}` } });
  event.target.querySelector(".fault").textContent = response.ok ? "" : "This key is not known here.";
  if (response.ok) { $("key").value = ""; showLive(await call("/v1/live")); await list(); show(true); }
};
$("try").onsubmit = async event => {
  event.preventDefault();
  const form = event.target, fault = form.querySelector(".fault"), button = form.querySelector("button");
  fault.textContent = "";
  button.disabled = true;
  try {
    const problem = JSON.parse($("problem").value);
    const completion = $("completion").value, start = performance.now();
    const answer = await call("/v1/score", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ items: [{ problem, completion }] }) });
    const result = answer.results[0];
    chosen = null;
    history.replaceState(null, "", location.pathname);
    showOne({ protocol: "tried here", problem_id: result.problem_id, status: result.verdict?.status, judge_ms: performance.now() - start, reward: result.reward, rewards: result.rewards, verdict: result.verdict, text: completion });
    await list();
    $("one").scrollIntoView({ block: "nearest" });
  } catch (reason) {
    fault.textContent = reason instanceof SyntaxError ? `The problem is not JSON: ${reason.message}` : reason.message;
  } finally {
    button.disabled = false;
  }
};
refresh();
if (chosen) open(chosen).catch(() => { chosen = null; });
