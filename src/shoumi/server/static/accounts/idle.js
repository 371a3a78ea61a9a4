// Covers the page when nobody uses it. The server locks by its own clock; this only hides what
// is on the screen in time, and keeps what was being written.
"use strict";
(() => {
  const cover = document.getElementById("idle-lock");
  const form = cover.querySelector("form");
  const wrong = cover.querySelector(".fault");
  const secret = cover.querySelector("input[name=secret]");
  const idle = Number(cover.dataset.idle) * 1000;
  const news = new BroadcastChannel("shoumi-sitting");
  let usedAt = Date.now();
  let toldAt = usedAt;

  const send = (address, fields) => {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  };

  const hide = () => {
    if (cover.open) return;
    document.body.classList.add("locked");
    cover.showModal();
    secret.focus();
  };

  const show = () => {
    wrong.hidden = true;
    secret.value = "";
    usedAt = toldAt = Date.now();
    document.body.classList.remove("locked");
    if (cover.open) cover.close();
  };

  const used = () => {
    if (cover.open) return;
    const now = Date.now();
    // A machine that slept wakes up locked: the first touch is no use of the page.
    if (now - usedAt >= idle) return look();
    usedAt = now;
    if (now - toldAt < idle / 5) return;
    toldAt = now;
    news.postMessage("used");
    send(cover.dataset.here, {}).then((answer) => {
      if (answer.status === 423) hide();
      else if (answer.redirected) location.reload();
    });
  };

  const look = () => {
    if (cover.open || Date.now() - usedAt < idle) return;
    hide();
    news.postMessage("locked");
    send(cover.dataset.lock, { cause: "idle" });
  };

  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) {
    addEventListener(kind, used, { passive: true, capture: true });
  }
  news.addEventListener("message", ({ data }) => {
    if (data === "used") usedAt = Date.now();
    if (data === "locked") hide();
    if (data === "resumed") show();
  });
  cover.addEventListener("cancel", (event) => event.preventDefault());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await send(form.action, { secret: secret.value });
    if (answer.redirected) return location.reload();
    if (!answer.ok) {
      secret.value = "";
      wrong.hidden = false;
      secret.focus();
      return;
    }
    show();
    news.postMessage("resumed");
  });
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.xhr.status === 423) hide();
  });
  setInterval(look, 1000);
})();
