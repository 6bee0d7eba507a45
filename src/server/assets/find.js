// Finds values of a facet while a name is typed: shows the list of the page of all values instead of the tree.

const PAUSE = 150; // milliseconds without a key before the server is queried

export function findAsTyped() {
  for (const section of document.querySelectorAll(".facet[data-facet]")) {
    const form = section.querySelector("form.find");
    if (form) listen(section, form);
  }
}

function listen(section, form) {
  const input = form.querySelector("input[name=find]");
  const tree = section.querySelector(":scope > .tree");
  const button = form.querySelector("button");
  let list = null;
  let timer = 0;
  let request = new AbortController();
  button.classList.add("visually-hidden");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    request.abort();
    timer = setTimeout(update, input.value.trim() ? PAUSE : 0);
  });

  async function update() {
    if (!input.value.trim()) return show(null);
    request = new AbortController();
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(address, { signal: request.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      show(page.querySelector("main .tree") || page.querySelector("main .nothing"));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  function show(values) {
    list?.remove();
    list = values && document.importNode(values, true);
    if (list) tree.after(list);
    tree.hidden = Boolean(list);
  }
}
