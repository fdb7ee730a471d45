// A claim and its words in the text: a click on the one shows the other. Nothing is fetched, nothing is kept.
"use strict";
(() => {
  const list = document.getElementById("claims");
  const text = document.getElementById("text");
  const said = document.getElementById("said");
  const shown = document.getElementById("shown");
  const claims = list ? [...list.querySelectorAll(".claim")] : [];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const marks = new Map();
  if (text) {
    for (const mark of text.querySelectorAll("mark[data-claims]"))
      for (const number of mark.dataset.claims.split(" ")) {
        if (!marks.has(number)) marks.set(number, []);
        marks.get(number).push(mark);
      }
  }
  let told = [], current = null;

  // Within its own pane only: the page itself stays where the reader left it.
  function bring(element, pane) {
    if (!element || !pane) return;
    const alone = getComputedStyle(pane).overflowY === "visible";
    if (alone) { element.scrollIntoView({block: "nearest", behavior: calm ? "auto" : "smooth"}); return; }
    const box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    if (box.top >= frame.top && box.bottom <= frame.bottom) return;
    pane.scrollTo({top: pane.scrollTop + box.top - frame.top - frame.height / 4, behavior: calm ? "auto" : "smooth"});
  }

  function tell(claim, from) {
    if (!claim) return;
    for (const element of told) element.classList.remove("told");
    const number = claim.dataset.n;
    told = [claim, ...(marks.get(number) || []),
      ...(text ? text.querySelectorAll(`a.ref[href="#claim-${number}"]`) : [])];
    for (const element of told) element.classList.add("told");
    current = claim;
    if (from !== "claim") bring(claim, list);
    if (from !== "text") bring(text && text.querySelector(`#q${number}-1`), text);
    if (said) said.textContent = `Claim ${number} of ${claims.length} shown, ${(marks.get(number) || []).length} marks in the text`;
  }

  const byNumber = number => document.getElementById("claim-" + number);
  const open = () => claims.filter(claim => !claim.hidden);

  if (text) text.addEventListener("click", event => {
    const ref = event.target.closest("a.ref"), mark = event.target.closest("mark[data-claims]");
    if (ref) {
      const claim = byNumber(ref.textContent);
      event.preventDefault();
      if (claim) { claim.hidden = false; tell(claim, "text"); claim.querySelector(".num").focus({preventScroll: true}); }
    } else if (mark && String(getSelection()) === "") {
      const numbers = mark.dataset.claims.split(" ");
      const at = current ? numbers.indexOf(current.dataset.n) : -1;
      const claim = byNumber(numbers[(at + 1) % numbers.length]);
      if (claim) { claim.hidden = false; tell(claim, "text"); }
    }
  });
  if (list && text) list.addEventListener("click", event => {
    const claim = event.target.closest(".claim");
    if (!claim || event.target.closest("summary") || String(getSelection()) !== "") return;
    const link = event.target.closest("a");
    if (link && !link.closest("blockquote") && !link.classList.contains("num")) return;
    if (link) event.preventDefault();
    tell(claim, "claim");
  });
  if (list) list.addEventListener("keydown", event => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const here = event.target.closest(".claim"), rows = open();
    const next = rows[rows.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.querySelector(".num").focus({preventScroll: true});
    tell(next, "key");
  });

  const filter = document.getElementById("filter"), search = document.getElementById("search");
  if (filter && search && claims.length) {
    const narrow = () => {
      const kind = filter.value, words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const claim of claims) {
        const fits = (!kind || claim.classList.contains(kind) || claim.dataset.state === kind) &&
          words.every(word => claim.dataset.find.includes(word));
        claim.hidden = !fits;
        if (fits) count += 1;
      }
      shown.textContent = count === claims.length ? `${count}` : `${count} of ${claims.length}`;
    };
    filter.addEventListener("change", narrow);
    search.addEventListener("input", narrow);
    document.querySelector(".filters").hidden = false;
    narrow();
  }

  const follow = () => {
    const claim = /^#claim-\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (claim && claims.includes(claim)) { claim.hidden = false; tell(claim, "hash"); }
  };
  addEventListener("hashchange", follow);
  follow();
  document.documentElement.dataset.dossier = "true";
  if (!document.getElementById("map-data")) document.documentElement.dataset.ready = "true";
})();
