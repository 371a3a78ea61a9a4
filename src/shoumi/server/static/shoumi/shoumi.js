// Keys, rows of lists, pickers and the custody slider. Every page works without them, but slower.
"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // --- keys ---------------------------------------------------------------------------------
  const places = { t: "/", s: "/sign/", m: "/mine/", l: "/law/", j: "/journal/" };
  let pending = false;
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]");
  const move = (step) => {
    const items = all("main [data-item]");
    if (!items.length) return;
    const now = items.findIndex((item) => item.classList.contains("here"));
    const next = items[Math.min(Math.max(now + step, 0), items.length - 1)];
    items.forEach((item) => item.classList.remove("here"));
    next.classList.add("here");
    (one("a", next) || next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (pending && places[event.key]) { location.href = places[event.key]; return; }
    pending = event.key === "g";
    if (event.key === "/") { event.preventDefault(); one("#find").focus(); one("#find").select(); }
    else if (event.key === "?") one("#keys").showModal();
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
  });

  // --- lists of fields ------------------------------------------------------------------------
  const renumbered = (html, number) => html.replaceAll("__next__", number);
  const add = (list) => {
    const rows = one(":scope > .rows", list);
    const number = Number(list.dataset.next || rows.children.length);
    list.dataset.next = number + 1;
    const made = document.createElement("template");
    made.innerHTML = renumbered(one(":scope > template", list).innerHTML, number);
    const row = made.content.firstElementChild;
    rows.append(row);
    if (window.htmx) window.htmx.process(row);
    (one("input:not([type=hidden]), select, textarea", row) || row).focus();
    counted(list);
    return row;
  };
  const counted = (list) => {
    const shown = one("[data-count]", list);
    if (shown) shown.textContent = all(":scope > .rows input[data-ref]", list).filter((box) => box.value).length;
  };
  const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));
  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, input");
    if (!target) return;
    if (target.matches("[data-add]")) add(target.closest("[data-list]"));
    if (target.matches("[data-remove]")) {
      const list = target.closest("[data-list]");
      target.closest(".row").remove();
      counted(list);
      changed(one("input, button", list));
    }
    if (target.matches("[data-help]")) one("#keys").showModal();
    if (target.matches("[data-print]")) window.print();
    if (target.matches("[data-all]")) {
      all("tbody input[name=chosen]").forEach((box) => { box.checked = target.checked; });
    }
  });
  // A scanner ends with Enter: in a list that opens the next row instead of sending the form.
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key !== "Enter" || !box.matches?.("form.act [data-ref], form[data-act] [data-ref]")) return;
    event.preventDefault();
    const list = box.closest("[data-list]");
    if (list && box.value) add(list);
    changed(box);
  });

  // --- pickers: the id goes with the name that was chosen --------------------------------------
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.matches("[data-ref]")) return;
    const kept = box.nextElementSibling;
    const option = all("option", document.getElementById(box.getAttribute("list"))).find((each) => each.value === box.value);
    kept.value = option ? option.dataset.id : "";
    const list = box.closest("[data-list]");
    if (list) counted(list);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select")) form.submit();
  });
  document.addEventListener("click", (event) => {
    all("details.menu[open]").filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
  });
  one("[data-faults]")?.focus();
  one("[data-first] input")?.focus();

  // --- the custody slider ----------------------------------------------------------------------
  all("[data-custody]").forEach((custody) => {
    const [begins, ends] = [Number(custody.dataset.begins), Number(custody.dataset.ends)];
    const rows = all("tr[data-from]", custody);
    const slider = one("input[type=range]", custody);
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Shanghai" });
    const show = () => {
      const share = Number(slider.value) / 1000;
      const at = begins + (ends - begins) * share;
      const row = rows.filter((each) => Number(each.dataset.from) <= at + 0.5).pop() || rows[0];
      rows.forEach((each) => each.classList.toggle("here", each === row));
      const sentence = `${format.format(new Date(at * 1000))}: ${row.dataset.said}`;
      one("[data-sentence]", custody).textContent = sentence;
      slider.setAttribute("aria-valuetext", sentence);
      const line = one("[data-now]", custody);
      line.setAttribute("x1", 145 + 1000 * share);
      line.setAttribute("x2", 145 + 1000 * share);
    };
    slider.addEventListener("input", show);
    show();
  });
})();
