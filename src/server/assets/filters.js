// Opens the filters on a wide screen, beside the hits, and folds them on a narrow one, above the hits.

export function foldFilters() {
  const filters = document.querySelector("details.filters");
  if (!filters) return;
  const wide = matchMedia("(min-width: 56rem)");
  const fold = () => { filters.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
}
