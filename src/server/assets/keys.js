// The keyboard: / to the search box, j and k through the hits, n and p through the matches, o to the original, ? for help.

export function listenToKeys(stepMark) {
  const box = document.getElementById("q");
  const help = document.getElementById("help");
  document.getElementById("help-link").addEventListener("click", (event) => {
    event.preventDefault();
    help.showModal();
  });
  const actions = {
    "/": () => { box.focus(); box.select(); },
    "?": () => help.showModal(),
    j: () => stepHit(1),
    k: () => stepHit(-1),
    n: () => stepMark?.(1),
    p: () => stepMark?.(-1),
    o: openOriginal,
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === box && !event.defaultPrevented) {
      event.preventDefault(); // which would empty the box
      box.blur();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

const titles = () => [...document.querySelectorAll(".hit .title")];

function stepHit(by) {
  const all = titles();
  const here = all.findIndex((title) => title.closest(".hit").contains(document.activeElement));
  const next = here < 0 ? 0 : Math.min(Math.max(here + by, 0), all.length - 1);
  all[next]?.focus({ focusVisible: true, preventScroll: true });
  all[next]?.closest(".hit").scrollIntoView({ block: "nearest" });
}

function openOriginal() {
  const hit = document.activeElement.closest?.(".hit");
  const link = hit?.querySelector("a.original") ?? document.querySelector("a.original");
  link?.click();
}
