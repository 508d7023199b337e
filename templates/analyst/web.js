"use strict";
/* What an address names is shown though it stands in a fold, and paper shows every fold.
   Without this script all of it is there, folded. */
(() => {
  const unfold = () => {
    const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!named) return;
    let opened = false;
    for (let e = named; e; e = e.parentElement) if (e.matches("details:not([open])")) { e.open = true; opened = true; }
    if (opened) named.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });
})();
