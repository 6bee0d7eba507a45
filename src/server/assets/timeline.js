// Chooses a range of dates by dragging over the bars of the timeline.

export function chooseDates() {
  const picture = document.querySelector(".timeline svg");
  if (!picture) return;
  const bars = [...picture.querySelectorAll("a")];
  let from = null;
  let to = null;
  const mark = () => {
    const [first, last] = [from, to].sort((a, b) => a - b);
    bars.forEach((bar, n) => bar.classList.toggle("chosen", from !== null && n >= first && n <= last));
  };
  const at = (event) => {
    const box = bars.map((bar) => bar.querySelector(".all").getBoundingClientRect());
    const n = box.findIndex(({ right }) => event.clientX < right);
    return n < 0 ? bars.length - 1 : n;
  };
  const end = () => {
    from = to = null;
    mark();
  };
  // A finger scrolls.
  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch" || event.ctrlKey || event.metaKey || event.shiftKey) return;
    from = to = at(event);
  });
  addEventListener("pointermove", (event) => {
    if (from === null) return;
    to = at(event);
    mark();
  });
  addEventListener("pointerup", () => {
    if (from === null) return;
    const [first, last] = [from, to].sort((a, b) => a - b);
    end();
    // A single bar is a link.
    if (first === last) return;
    const address = new URL(location.href);
    address.searchParams.set("since", bars[first].dataset.first);
    address.searchParams.set("until", bars[last].dataset.last);
    location.assign(address);
  });
  addEventListener("pointercancel", end);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
  });
  picture.addEventListener("dragstart", (event) => event.preventDefault());
}
