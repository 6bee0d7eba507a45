// Shows the evidence for a name in a report beside the name, and opens what a link leads to.

export function showNames() {
  const opened = () => open(location.hash);
  addEventListener("hashchange", opened);
  opened();
  const text = document.getElementById("text");
  if (!text || !HTMLElement.prototype.hasOwnProperty("popover")) return;
  const popover = document.createElement("div");
  popover.className = "popover";
  popover.popover = "auto";
  document.body.append(popover);
  text.addEventListener("click", (event) => {
    const name = event.target.closest("a.mention");
    if (!name || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const evidence = document.getElementById(name.hash.slice(1));
    if (!evidence) return;
    event.preventDefault();
    const value = evidence.closest(".name").querySelector(".where");
    const parts = [value, evidence].map((part) => part.cloneNode(true));
    parts.forEach((part) => part.removeAttribute("id"));
    popover.replaceChildren(...parts);
    popover.showPopover();
    const at = name.getClientRects()[0];
    const left = Math.min(at.left, document.documentElement.clientWidth - popover.offsetWidth - 8);
    popover.style.left = `${Math.max(left, 8) + scrollX}px`;
    popover.style.top = `${at.bottom + scrollY + 6}px`;
  });
}

// Opens the folded parts around the target of a link.
function open(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") part.open = true;
  }
  if (target.firstElementChild?.tagName === "DETAILS") target.firstElementChild.open = true;
  target.scrollIntoView({ block: "center" });
}
