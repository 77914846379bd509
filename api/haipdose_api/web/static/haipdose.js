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
