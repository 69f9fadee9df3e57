// The page of a service: asks a process again and again for the state of all that share its storage, and shows it.
import { $, copy } from "./dom.js";
import { SubmissionList } from "./list.js";
import { showLive } from "./live.js";
import { showNone, showOne } from "./one.js";

const list = new SubmissionList(call, number => location.hash = String(number), close);

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
  if (!open) { $("state").className = "pill warn"; $("state").textContent = "Locked"; $("node").textContent = ""; }
}

// What the address says is shown: links, the browser's back button and clicks all go this way.
async function follow() {
  const wanted = Number(location.hash.slice(1)) || null;
  list.select(wanted);
  if (!wanted) { showNone(); return; }
  try {
    const record = await call(`/v1/submissions/${wanted}`);
    if (wanted === Number(location.hash.slice(1))) showOne(record);
  } catch (fault) {
    showNone(fault.message);
  }
}

function close() {
  history.pushState(null, "", location.pathname);
  return follow();
}

async function look() {
  showLive(await call("/v1/live"), list);
  if (!list.paused()) await list.refresh();
  $("lost").hidden = true;
  show(true);
}

let seen = null;
async function refresh() {
  try {
    await look();
    seen = new Date();
  } catch (fault) {
    if ($("login").hidden) {
      $("lost").hidden = false;
      $("lost").textContent = `The service does not answer (${fault.message}).` + (seen ? ` What stands here is of ${seen.toLocaleTimeString([], { hour12: false })}.` : "") + " Trying again.";
      $("state").className = "pill bad";
      $("state").textContent = "No answer";
    }
  }
  setTimeout(refresh, document.hidden ? 10000 : 2000);
}

$("link").onclick = () => copy(location.href, $("link"));
$("close").onclick = () => list.close();
$("login").onsubmit = async event => {
  event.preventDefault();
  const fault = event.target.querySelector(".fault");
  try {
    const response = await fetch("/page/session", { method: "POST", headers: { Authorization: `Bearer ${$("key").value}` } });
    fault.textContent = response.ok ? "" : response.status === 401 ? "This key is not known here." : `The service answered ${response.status}.`;
    if (response.ok) { $("key").value = ""; await look(); await follow(); }
  } catch (reason) {
    fault.textContent = `The service does not answer (${reason.message}).`;
  }
};
$("try").onkeydown = event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("try").requestSubmit(); };
$("try").onsubmit = async event => {
  event.preventDefault();
  const form = event.target, fault = form.querySelector(".fault"), button = form.querySelector("button");
  if (button.disabled) return;
  fault.textContent = "";
  button.disabled = true;
  button.textContent = "Scoring …";
  try {
    const problem = JSON.parse($("problem").value);
    const completion = $("completion").value, start = performance.now();
    const answer = await call("/v1/score", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ items: [{ problem, completion }] }) });
    const result = answer.results[0];
    history.replaceState(null, "", location.pathname);
    list.select(null);
    showOne({ protocol: "tried here", problem_id: result.problem_id, status: result.verdict?.status, judge_ms: performance.now() - start, reward: result.reward, rewards: result.rewards, verdict: result.verdict, text: completion });
    await list.refresh();
    $("one").focus({ preventScroll: true });
    $("one").scrollIntoView({ block: "nearest" });
  } catch (reason) {
    fault.textContent = reason instanceof SyntaxError ? `The problem is not JSON: ${reason.message}` : reason.message;
  } finally {
    button.disabled = false;
    button.textContent = "Score it";
  }
};
addEventListener("hashchange", follow);
addEventListener("popstate", follow);
refresh();
if (Number(location.hash.slice(1))) follow();
