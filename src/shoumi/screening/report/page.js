"use strict";
const words = document.body.dataset;
const items = [...document.querySelectorAll("#findings li")];
const choices = [...document.querySelectorAll("select")];
const tabs = [...document.querySelectorAll("[role=tab]")];
const save = document.getElementById("save");
const places = items.map((item) => [...document.querySelectorAll(`main [data-n="${item.dataset.n}"]`)]);
const done = new Set();
let unsaved = false;

const state = (item) => (done.has(item.dataset.id) ? words.done : words.open);
const wanted = (item) =>
  choices.every((c) => !c.value || c.value === (c.dataset.by === "state" ? state(item) : item.dataset[c.dataset.by]));

function show() {
  let shown = 0;
  items.forEach((item, n) => {
    const reviewed = done.has(item.dataset.id);
    const button = item.querySelector("button");
    item.hidden = !wanted(item);
    shown += item.hidden ? 0 : 1;
    item.classList.toggle("done", reviewed);
    button.setAttribute("aria-pressed", String(reviewed));
    for (const place of places[n]) {
      place.classList.toggle("done", reviewed);
      place.classList.toggle("off", item.hidden);
    }
  });
  for (const group of document.querySelectorAll("#findings section")) {
    group.hidden = !group.querySelector("li:not([hidden])");
  }
  const reviewed = items.filter((item) => done.has(item.dataset.id)).length;
  document.getElementById("counts").textContent = words.counts
    .replace("{shown}", shown).replace("{total}", items.length).replace("{reviewed}", reviewed);
  save.disabled = done.size === 0;
}

function review(chosen, on) {
  for (const item of chosen) if (on) done.add(item.dataset.id); else done.delete(item.dataset.id);
  unsaved = done.size > 0;
  show();
}

function open(tab) {
  for (const each of tabs) {
    const selected = each === tab;
    each.setAttribute("aria-selected", String(selected));
    each.tabIndex = selected ? 0 : -1;
    document.getElementById(each.getAttribute("aria-controls")).hidden = !selected;
  }
}

function mark(item) {
  for (const each of document.querySelectorAll(".current")) each.classList.remove("current");
  item.classList.add("current");
  for (const place of places[items.indexOf(item)]) place.classList.add("current");
}

function lead(item) {
  mark(item);
  const all = places[items.indexOf(item)];
  let place = all.find((each) => !each.closest("section[hidden]"));
  if (!place && all.length) {
    place = all[0];
    open(tabs.find((tab) => place.closest("section").id === tab.getAttribute("aria-controls")));
  }
  if (place) place.scrollIntoView({ block: "center" });
}

function back(item) {
  if (item.hidden) {
    for (const choice of choices) choice.value = "";
    show();
  }
  mark(item);
  item.scrollIntoView({ block: "center" });
  item.querySelector("a").focus({ preventScroll: true });
}

for (const choice of choices) {
  const by = choice.dataset.by;
  const values = by === "state" ? [words.open, words.done] : new Set(items.map((item) => item.dataset[by]));
  for (const value of values) choice.add(new Option(value, value));
  choice.addEventListener("change", show);
}
items.forEach((item, n) => {
  item.querySelector("a").addEventListener("click", (event) => { event.preventDefault(); lead(item); });
  item.querySelector("button").addEventListener("click", () => review([item], !done.has(item.dataset.id)));
  for (const place of places[n]) {
    place.addEventListener("click", (event) => { event.preventDefault(); back(item); });
  }
});
document.getElementById("findings").addEventListener("keydown", (event) => {
  const item = event.target.closest("li");
  if (!item || event.ctrlKey || event.altKey || event.metaKey) return;
  const shown = items.filter((each) => !each.hidden);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const next = shown[shown.indexOf(item) + step];
    if (next) { next.querySelector("a").focus(); lead(next); }
  } else if (event.key === "r" || event.key === "R") {
    review([item], !done.has(item.dataset.id));
    const next = item.hidden ? shown[shown.indexOf(item) + 1] || shown[shown.indexOf(item) - 1] : item;
    if (next) next.querySelector("a").focus();
  } else return;
  event.preventDefault();
});
for (const tab of tabs) {
  tab.addEventListener("click", () => open(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    open(next);
    next.focus();
  });
}
document.getElementById("every").addEventListener("click", () => review(items.filter((item) => !item.hidden), true));
save.addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([[...done].join("\n") + "\n"], { type: "text/plain" }));
  link.download = "reviewed.txt";
  link.click();
  URL.revokeObjectURL(link.href);
  unsaved = false;
});
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
if (tabs.length) open(tabs[0]);
show();
