// Small helps for the keyboard; every page works without them.
"use strict";
(function () {
  // After a refused form, the list of faults gets the focus.
  const faults = document.getElementById("faults");
  if (faults) faults.focus();

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
  // Back in the history: the form may be sent again; its key says to the server that it is the same one.
  window.addEventListener("pageshow", function () {
    for (const form of document.forms) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
  });

  // The days of a window: the chosen one can be dragged to another that may be taken; arrows up and down are a week.
  for (const days of document.querySelectorAll("[data-days]")) {
    const said = days.querySelector("[data-said]");
    const inputs = Array.from(days.querySelectorAll("input[type=radio]"));
    const tell = function (input) {
      said.textContent = document.getElementById(input.getAttribute("aria-describedby")).innerText;
    };
    const take = function (input) { input.checked = true; input.focus(); tell(input); };
    days.addEventListener("change", function (event) { if (event.target.name === "date") tell(event.target); });
    days.addEventListener("keydown", function (event) {
      const step = { ArrowUp: -7, ArrowDown: 7 }[event.key];
      if (!step || event.target.name !== "date") return;
      event.preventDefault();
      const wanted = new Date(event.target.value + "T12:00:00Z");
      wanted.setUTCDate(wanted.getUTCDate() + step);
      const found = inputs.find(function (input) { return input.value === wanted.toISOString().slice(0, 10); });
      if (found && !found.disabled) take(found);
    });
    const dayAt = function (event) {
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const day = under && under.closest("label.day");
      return day && days.contains(day) ? day : null;
    };
    let from = null;
    let over = null;
    const mark = function (day) {
      if (over) over.classList.remove("over");
      over = day && day !== from && !day.querySelector("input").disabled ? day : null;
      if (over) over.classList.add("over");
    };
    const end = function () { if (from) from.classList.remove("dragged"); mark(null); from = null; };
    days.addEventListener("pointerdown", function (event) {
      const day = event.target.closest("label.day");
      if (!event.isPrimary || event.button !== 0 || !day || !day.querySelector("input").checked) return;
      from = day;
      from.classList.add("dragged");
    });
    document.addEventListener("pointermove", function (event) { if (from) mark(dayAt(event)); });
    document.addEventListener("pointerup", function () { const to = over; end(); if (to) take(to.querySelector("input")); });
    document.addEventListener("pointercancel", end);
  }

  // Beside a typed day, the browser's own calendar; the day that is chosen there is written in the page's form.
  for (const button of document.querySelectorAll("[data-picker]")) {
    const typed = document.getElementById(button.dataset.picker);
    const native = button.nextElementSibling;
    const dutch = button.dataset.form !== "YYYY-MM-DD";
    if (!native.showPicker) continue;
    button.hidden = false;
    button.addEventListener("click", function () {
      const found = /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(typed.value);
      native.value = found ? [found[3], found[2].padStart(2, "0"), found[1].padStart(2, "0")].join("-") : typed.value;
      native.showPicker();
    });
    native.addEventListener("change", function () {
      typed.value = dutch ? native.value.split("-").reverse().join("-") : native.value;
      typed.focus();
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", function () { window.print(); });
  }

  // Two minutes before the session ends for want of activity: ask.
  const idle = Number(document.body.dataset.idleMinutes);
  const dialog = document.getElementById("idle");
  if (idle && dialog) {
    let timer;
    const wait = function () {
      clearTimeout(timer);
      timer = setTimeout(function () { dialog.showModal(); }, Math.max(idle - 2, idle / 2) * 60000);
    };
    wait();
    dialog.querySelector("[data-alive]").addEventListener("click", function (event) {
      fetch(event.target.dataset.alive, { credentials: "same-origin" }).then(function () { dialog.close(); wait(); });
    });
    document.addEventListener("htmx:afterRequest", wait);
  }
})();
