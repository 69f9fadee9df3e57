// The state of all processes on one storage, as tiles. What did not change is not drawn again: a chip keeps its focus.
import { $, make, verdict } from "./dom.js";

const Width = 600, Height = 60;
let drawn = "";

export function showLive(live, filter) {
  const counts = live.per_second, answered = live.seconds_since_answer;
  $("node").textContent = (live.nodes.length > 1 ? `${live.nodes.length} processes` : "one process") + ` · ${live.storage} storage`;
  showState(answered);
  $("rate").textContent = (counts.reduce((a, b) => a + b, 0) / counts.length).toFixed(1);
  showChart(counts);

  $("waiting").textContent = live.queue.waiting;
  $("jobitems").textContent = live.queue.job_items ? `${live.queue.job_items} items of jobs to do` : "no jobs to do";
  $("busy").textContent = `${live.queue.busy} of ${live.queue.workers}`;
  $("busybar").value = live.queue.workers ? live.queue.busy / live.queue.workers : 0;
  $("boxes").textContent = live.sandbox ? `${live.sandbox.busy} of ${live.sandbox.boxes}` : "–";
  $("boxword").textContent = live.sandbox ? "busy" : "";
  $("boxtext").textContent = (live.sandbox ? live.sandbox.tier + "; " : "") + (answered === undefined ? "none has answered yet" : `last answer ${ago(answered)}`);
  const programs = live.sandbox ? live.sandbox.compile_cache_hits + live.sandbox.compile_cache_misses : 0;
  $("cache").textContent = programs ? `${Math.round(100 * live.sandbox.compile_cache_hits / programs)} %` : "–";
  $("cachetext").textContent = live.sandbox ? `${live.sandbox.compile_cache_misses} compiled` : "";

  $("nodes").hidden = live.nodes.length < 2;
  $("nodelist").replaceChildren(...live.nodes.map(node => {
    const entry = make("li");
    entry.append(make("b", node.name), ` ${node.last_minute} in the last minute` + (node.workers ? `, ${node.busy} of ${node.workers} workers busy` : ", answers calls"));
    return entry;
  }));
  showVerdicts(live.verdicts, filter);
}

function showState(answered) {
  const [word, text] = answered === undefined ? ["warn", "No box has answered yet"] : answered < 60 ? ["good", "Ready"] : ["", `Idle, last answer ${ago(answered)}`];
  $("state").className = `pill ${word}`;
  if ($("state").textContent !== text) $("state").textContent = text;
}

const ago = seconds => seconds < 1 ? "now" : seconds < 60 ? `${Math.round(seconds)} s ago` : seconds < 3600 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3600)} h ago`;

function showChart(counts) {
  const most = Math.max(1, ...counts), step = Width / (counts.length - 1);
  const points = counts.map((count, i) => `${(i * step).toFixed(1)} ${(Height - 1 - (Height - 4) * count / most).toFixed(1)}`);
  const [area, line] = $("spark").querySelectorAll("path");
  line.setAttribute("d", `M${points.join("L")}`);
  area.setAttribute("d", `M0 ${Height}L${points.join("L")}L${Width} ${Height}Z`);
  $("most").textContent = counts.some(count => count > 0) ? `at most ${most} in a second` : "";
  $("sparktitle").textContent = `Submissions in each of the last 60 seconds, at most ${most}, ${counts.at(-1)} in the last one`;
}

function showVerdicts(counted, filter) {
  const verdicts = Object.entries(counted).sort((a, b) => b[1] - a[1]), now = JSON.stringify([verdicts, filter.chosen()]);
  if (now === drawn) return;
  drawn = now;
  const focused = document.activeElement?.dataset?.status;
  $("share").replaceChildren(...verdicts.map(([status, count]) => {
    const part = make("i", null, status);
    part.style.flexGrow = count;
    return part;
  }));
  $("verdicts").replaceChildren(...(verdicts.length ? verdicts.map(([status, count]) => {
    const chip = make("button", null, "chip");
    chip.type = "button";
    chip.dataset.status = status;
    chip.setAttribute("aria-pressed", String(filter.chosen() === status));
    chip.append(verdict(status), ` ${count}`);
    chip.onclick = () => filter.toggle(status);
    return chip;
  }) : [make("span", "none yet", "hint")]));
  if (focused) $("verdicts").querySelector(`[data-status="${focused}"]`)?.focus();
}
