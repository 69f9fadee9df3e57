// Small makers of elements. Texts go in as text, never as markup: what a submission holds is hostile.
export const $ = id => document.getElementById(id);

export function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (className) element.className = className;
  return element;
}

export const verdict = (status, more = "") => make("span", status ?? "not judged", `v ${status ?? "none"} ${more}`.trim());
export const number = (value, digits) => value === null || value === undefined ? "–" : value.toFixed(digits);
export const milliseconds = value => value >= 100 ? value.toFixed(0) : value.toFixed(1);

export function table(heads, rows) {
  const element = make("table"), head = make("tr");
  for (const [text, className] of heads) {
    const cell = make("th", text, className);
    cell.scope = "col";
    head.append(cell);
  }
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

// Puts a text on the clipboard; where the browser gives none (plain http to another machine), by a field of its own.
export async function copy(text, button) {
  const before = button.textContent;
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    const field = make("textarea", text, "unseen");
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
  }
  button.textContent = done ? "Copied" : "Not copied";
  setTimeout(() => button.textContent = before, 1500);
}
