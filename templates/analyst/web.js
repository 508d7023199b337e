"use strict";
/* Citations open their sentence beside the text and name it in the address; themes, sources and kinds are
   filtered; contents follow the reader.
   Without this script every citation is a plain link to the sentence further down. */
(() => {
  const proof = document.getElementById("proof");
  const body = proof.querySelector("div");
  let opener = null;
  const close = () => { if (proof.open) { proof.close(); if (opener) opener.focus(); } };
  const open = (link, mark) => {
    const para = mark.closest(".para").cloneNode(true);
    para.removeAttribute("id");
    for (const m of para.querySelectorAll("mark")) {
      if (m.id !== mark.id) m.replaceWith(...m.childNodes); else m.removeAttribute("id");
    }
    const heading = document.createElement("h2");
    heading.textContent = mark.closest("article").querySelector("h3").textContent;
    const go = document.createElement("a");
    go.href = "#" + mark.id;
    go.textContent = "Show it in its source";
    body.replaceChildren(heading, para, go);
    opener = link;
    history.replaceState(null, "", "#" + mark.id);
    if (!proof.open) proof.show();
    proof.querySelector("button").focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite");
    const mark = link && document.getElementById(link.hash.slice(1));
    if (mark && mark.matches("mark")) { event.preventDefault(); open(link, mark); }
  });
  proof.querySelector("button").addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  const filter = document.getElementById("filter");
  document.getElementById("filters").hidden = false;
  const status = document.getElementById("filter-status");
  const apply = () => {
    const off = (name) => new Set([...filter.querySelectorAll(`input[name=${name}]:not(:checked)`)].map((i) => i.value));
    const themes = off("theme"), sources = off("source"), kinds = off("kind");
    let hidden = 0;
    for (const item of document.querySelectorAll("[data-theme], [data-from]")) {
      item.hidden = themes.has(item.dataset.theme) || sources.has(item.dataset.from) || kinds.has(item.dataset.kind);
      if (item.hidden && item.dataset.from) hidden += 1;
    }
    for (const section of document.querySelectorAll("#points, #timeline, #quotations, section.theme")) {
      const items = [...section.querySelectorAll("[data-from]")];
      const empty = items.length > 0 && items.every((item) => item.hidden);
      let note = section.querySelector(".filtered");
      if (empty && !note) {
        note = document.createElement("p");
        note.className = "filtered muted";
        note.textContent = "All of it is hidden by the filter.";
        section.append(note);
      }
      if (note) note.hidden = !empty;
    }
    status.textContent = hidden ? `${hidden} item${hidden === 1 ? "" : "s"} hidden` : "";
  };
  filter.addEventListener("change", apply);
  filter.addEventListener("reset", () => setTimeout(apply));

  const links = new Map([...document.querySelectorAll("nav.contents a")].map((a) => [a.hash.slice(1), a]));
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const a of links.values()) a.removeAttribute("aria-current");
      links.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-10% 0px -75% 0px" });
  for (const id of links.keys()) { const section = document.getElementById(id); if (section) watch.observe(section); }
})();
