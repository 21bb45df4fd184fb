// Sorts tables, and leaves of them only the rows with certain words. Without this script they are whole, and the fields are not shown.
"use strict";
for (const place of document.querySelectorAll(".filtered")) {
  const [form, table] = [place.querySelector("form"), place.querySelector("table")];
  const body = table.tBodies[0];
  const rows = [...body.rows];
  for (const row of rows) {
    // What is not overdue for the reader has lost its mark by now.
    const overdue = row.querySelector(".overdue, .overdue-by-day:not([hidden])");
    if (overdue) row.dataset.is += " overdue";
  }

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell?.dataset.key ?? cell?.textContent.trim() ?? "";
  };
  const sort = (column, descending) => {
    const compare = (one, other) => {
      const [a, b] = [key(one, column), key(other, column)];
      // What is not known comes last, whichever way.
      if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
      return (descending ? -1 : 1) * a.localeCompare(b, "en-GB", { numeric: true });
    };
    body.append(...rows.sort(compare));
  };
  const heads = [...table.tHead.rows[0].cells];
  for (const [column, head] of heads.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sort(column, descending);
    });
  }

  const filter = () => {
    const words = form.querySelector("input[type=search]").value.toLowerCase().split(/\s+/);
    const wanted = [...form.querySelectorAll(":checked[value][type=checkbox]")];
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const is = (row.dataset.is ?? "").split(" ");
      row.hidden = !(words.every((word) => text.includes(word))
        && wanted.every((box) => is.includes(box.value)));
    }
    form.querySelector(".shown").textContent = rows.filter((row) => !row.hidden).length;
    form.querySelector(".all").textContent = rows.length;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  // A browser that comes back to the page keeps what was typed.
  filter();
}
