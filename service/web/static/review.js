// What the pages do beyond links and forms: single keys, marks in both texts, work that is followed as it goes.
"use strict";
(() => {
  const HASTE = 300; // milliseconds in which a second stroke of a key is not meant for the next flag
  const find = (selector, root = document) => root.querySelector(selector);
  const report = find("#report"), said = find("#said"), help = find("#help");
  let shown = performance.now(), pending = null, quiet = 0;

  const say = (text, lasting = false) => {
    clearTimeout(quiet);
    said.textContent = text;
    if (text && !lasting) quiet = setTimeout(() => { said.textContent = ""; }, 6000);
  };

  // --- marks: the card says with numbers what is meant in the source and in the digest ---
  const numbers = (ranges) => ranges.split(" ").filter(Boolean).flatMap((part) => {
    const [first, last] = part.split("-").map(Number);
    return Array.from({ length: (last ?? first) - first + 1 }, (_, step) => first + step);
  });
  const put = (letter, ranges, name) => numbers(ranges ?? "").map((number) => {
    const place = document.getElementById(letter + number);
    place?.classList.add("m", name);
    return place;
  }).find(Boolean);
  const reveal = (place) => {
    const pane = place?.closest(".text, .digested, .flags");
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const centre = () => {
      const gap = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTop += gap - pane.clientHeight * 0.4;
    };
    centre();
    requestAnimationFrame(centre); // blocks that were never shown get their true height only now
  };
  const mark = () => {
    const card = find("#card");
    if (!report || !card) return;
    for (const old of document.querySelectorAll(".m.at, .m.same")) old.classList.remove("at", "same");
    for (const old of report.querySelectorAll(".flags [aria-current]")) old.removeAttribute("aria-current");
    put("s", card.dataset.same, "same");
    put("d", card.dataset.digestSame, "same");
    reveal(put("s", card.dataset.at, "at"));
    reveal(put("d", card.dataset.digestAt, "at"));
    const item = card.dataset.flag && find(`#f-${card.dataset.flag} a`);
    item?.setAttribute?.("aria-current", "true");
    if (item) reveal(item);
  };
  const select = (flag) => htmx.ajax("GET", `${report.dataset.base}/flags/${flag}`, { target: "#card", swap: "outerHTML" });

  // --- after a swap: marks, focus, the address, and the clock of the new flag ---
  document.addEventListener("htmx:afterSettle", () => {
    const card = find("#card");
    if (!card || card.dataset.seen) return;
    card.dataset.seen = "yes";
    shown = performance.now();
    pending = null;
    mark();
    card.focus({ preventScroll: true });
    if (card.getBoundingClientRect().top < 0) card.scrollIntoView({ block: "start" });
    history.replaceState(null, "", card.dataset.flag ? `?flag=${card.dataset.flag}` : location.pathname);
    if (said.textContent) say(said.textContent);
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id === "rule") event.detail.parameters.seconds = ((performance.now() - shown) / 1000).toFixed(1);
  });
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"])
    document.addEventListener(failure, () => say(document.body.dataset.offline, true));

  // --- clicks: a flag is selected in place; a ruling that lacks a part asks for it ---
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-flag]");
    if (link && report && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      select(link.dataset.flag);
    }
    if (event.target.closest("#help-link") && help.showModal) {
      event.preventDefault();
      help.showModal();
    }
    const button = event.target.closest("button[data-wants]"), field = button && find(`#${button.dataset.wants}`);
    if (!field || field.value.trim()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pending = button;
    const hint = find(`#${field.id}-hint`);
    hint.textContent = hint.dataset.wanted;
    hint.classList.add("wanted");
    field.focus();
  }, true);

  // --- single keys ---
  const typing = (place) => place.matches("textarea, select, input:not([type=checkbox])");
  const press = (key) => {
    if (/^[1-8]$/.test(key)) return find(`.why-not[open] [data-digit="${key}"]`);
    if (key === "e" || key === "n") return find(key === "e" ? "#value" : "#note");
    const places = /^[a-z]$/.test(key) ? [...document.querySelectorAll(`[data-key="${key}"]`)] : [];
    return places.find((place) => place.checkVisibility?.() ?? true); // never what is folded away
  };
  document.addEventListener("keydown", (event) => {
    const place = event.target;
    if (typing(place)) {
      if (event.key === "Escape") find("#card")?.focus();
      if (event.key === "Enter" && event.ctrlKey && place.id === "note" && pending) pending.click();
      return;
    }
    const off = document.body.dataset.keys === "off" || help.open || event.repeat;
    if (off || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") help.showModal();
    else if (event.key === "/") find("#f-text") ? find("#f-text").focus() : location.assign("/review#f-text");
    else {
      const target = press(event.key.toLowerCase());
      if (!target) return;
      if (target.matches("input:not([type=checkbox]), textarea")) {
        target.closest("details")?.setAttribute("open", "");
        target.focus();
        target.select();
      } else if (!target.matches("button") || performance.now() - shown > HASTE) target.click();
    }
    event.preventDefault();
  });

  // --- the work on a report, as it goes ---
  const work = find("#work");
  if (work) {
    const stream = new EventSource(work.dataset.events);
    stream.addEventListener("progress", (event) => {
      const told = JSON.parse(event.data);
      const row = find(`[data-step="${CSS.escape(told.step)}"]`, work) ?? find("[data-step=other]", work);
      row.hidden = false;
      Object.assign(find("progress", row), { max: told.total || 1, value: told.done });
      find("small", row).textContent = `${told.done}/${told.total}`;
    });
    for (const end of ["finished", "gone"]) stream.addEventListener(end, () => { stream.close(); location.reload(); });
    stream.onerror = () => { find("#work-state").textContent = work.dataset.lost; };
  }
  for (const time of document.querySelectorAll("time")) time.title = new Date(time.dateTime).toLocaleString(document.documentElement.lang);
  if (location.hash === "#f-text") find("#f-text")?.focus();
  const card = find("#card");
  if (card) { card.dataset.seen = "yes"; mark(); card.focus({ preventScroll: true }); }
})();
