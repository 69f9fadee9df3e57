// The latest submissions: filters, rows, keys. A row keeps its focus when the list comes anew.
import { $, make, milliseconds, number, verdict } from "./dom.js";

const Verdicts = ["Accepted", "WrongAnswer", "NoCode", "Rejected", "CompileError", "CompileTimeout", "RuntimeError", "TimeLimit", "MemoryLimit", "OutputLimit", "SandboxFailure"];

export class SubmissionList {
  constructor(call, open, close) {
    this.call = call;
    this.open = open;
    this.close = close;
    this.selected = null;
    $("verdict").append(...Verdicts.map(name => new Option(name, name)));
    $("filters").onsubmit = event => event.preventDefault();
    for (const id of ["search", "verdict", "protocol"]) $(id).oninput = () => this.refresh().catch(() => {});
    $("clear").onclick = () => this.clear();
    $("pause").onclick = () => $("pause").setAttribute("aria-pressed", String(!this.paused()));
    document.addEventListener("keydown", event => this.key(event));
  }

  paused = () => $("pause").getAttribute("aria-pressed") === "true";
  chosen = () => $("verdict").value;

  toggle(status) {
    $("verdict").value = this.chosen() === status ? "" : status;
    return this.refresh();
  }

  clear() {
    $("search").value = $("verdict").value = $("protocol").value = "";
    return this.refresh();
  }

  async refresh() {
    const asked = new URLSearchParams({ q: $("search").value, status: this.chosen(), protocol: $("protocol").value }).toString();
    this.asked = asked;
    const records = await this.call(`/v1/submissions?${asked}`);
    if (asked === this.asked) this.show(records); // an answer that came late is not shown over a newer one
  }

  select(number) {
    this.selected = number;
    for (const row of $("rows").rows) row.setAttribute("aria-selected", String(Number(row.dataset.number) === number));
  }

  show(records) {
    const wanted = $("search").value, filtered = Boolean(wanted || this.chosen() || $("protocol").value);
    $("none").hidden = records.length > 0 || filtered;
    $("nomatch").hidden = records.length > 0 || !filtered;
    $("nomatch").querySelector("p").textContent = `None of the latest submissions fits${wanted ? ` “${wanted}”` : ""}.`;
    $("table").hidden = records.length === 0;
    $("count").textContent = records.length ? `${records.length}${records.length === 200 ? " latest" : ""}${filtered ? " that fit" : ""}` : "";
    const known = new Set([...$("protocol").options].map(o => o.value));
    for (const { protocol } of records) if (!known.has(protocol)) { known.add(protocol); $("protocol").append(new Option(protocol, protocol)); }

    const focused = document.activeElement?.dataset?.number, top = $("rows").closest(".scroll").scrollTop;
    $("rows").replaceChildren(...records.map(record => this.row(record)));
    $("rows").closest(".scroll").scrollTop = top;
    if (focused) $("rows").querySelector(`[data-number="${focused}"]`)?.focus({ preventScroll: true });
  }

  row(record) {
    const row = make("tr"), status = make("td"), problem = make("td", record.problem_id ?? "–");
    row.tabIndex = 0;
    row.dataset.number = record.number;
    row.setAttribute("aria-selected", String(record.number === this.selected));
    problem.title = record.problem_id ?? "";
    status.append(verdict(record.status));
    row.append(make("td", record.number), status, problem, make("td", record.protocol), make("td", number(record.reward, 2), "n"),
      make("td", milliseconds(record.judge_ms), "n"), make("td", new Date(record.at).toLocaleTimeString([], { hour12: false })));
    row.onclick = () => this.open(record.number);
    return row;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, textarea, select"), row = event.target.closest("#rows tr");
    if (event.key === "Escape") {
      if (typing) event.target.blur(); else this.close();
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      $("search").focus();
    } else if (row && event.key === "Enter") {
      this.open(Number(row.dataset.number));
    } else if (!typing && (event.key === "ArrowDown" || event.key === "ArrowUp") && (row || event.target === document.body)) {
      const next = row ? (event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling) : $("rows").rows[0];
      if (next) { event.preventDefault(); next.focus(); }
    }
  }
}
