// Completes the word before the cursor in the search box, by the combobox pattern of the ARIA practices guide.

const PAUSE = 120; // milliseconds without a key before the server is queried
const MOST = 8; // completions
const SHORTEST = 2; // letters

// The last word before the cursor; with a name before it, its value may be in quotes: actor:"Viv An
const WORD = /(?:[^\s:()"]+:)?(?:"[^"]*|[^\s()"]*)$/u;

export function complete(input) {
  const list = document.createElement("ul");
  list.id = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector("label[for=q]").textContent);
  list.hidden = true;
  input.after(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let timer = 0;
  let request = new AbortController();
  let selected = -1;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    request.abort();
    timer = setTimeout(update, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const number = list.children.length;
    if (event.key === "ArrowDown") select((selected + 1) % number);
    else if (event.key === "ArrowUp") select((selected <= 0 ? number : selected) - 1);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && selected >= 0) take(list.children[selected]);
    else return;
    event.preventDefault();
  });

  function typed() {
    const before = input.value.slice(0, input.selectionStart);
    return before.match(WORD)[0];
  }

  async function update() {
    const word = typed();
    if (word.length < SHORTEST) return close();
    request = new AbortController();
    const base = document.documentElement.dataset.base;
    const parameters = new URLSearchParams({ prefix: word.replace('"', ""), limit: MOST });
    try {
      const answer = await fetch(`${base}/api/v1/suggest?${parameters}`, { signal: request.signal });
      if (!answer.ok || document.activeElement !== input) return close();
      show((await answer.json()).completions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show(completions) {
    list.replaceChildren(...completions.map(option));
    list.hidden = completions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    select(-1);
  }

  function option(completion, n) {
    const item = document.createElement("li");
    item.id = `completion-${n}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = completion.text;
    const text = document.createElement("bdi");
    text.textContent = completion.text;
    const about = document.createElement("span");
    about.className = "about";
    about.textContent = [completion.path, completion.reports].filter((part) => part != null).join(" · ");
    item.append(text, about);
    // The box keeps the focus.
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(item));
    return item;
  }

  function select(n) {
    list.children[selected]?.setAttribute("aria-selected", "false");
    selected = n;
    const item = list.children[n];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function take(item) {
    const text = item.dataset.text;
    const end = input.selectionStart;
    // After a name, its value is typed next.
    const written = text.endsWith(":") ? text : `${text} `;
    input.setRangeText(written, end - typed().length, end, "end");
    close();
    if (text.endsWith(":")) input.dispatchEvent(new Event("input"));
  }

  function close() {
    clearTimeout(timer);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    select(-1);
  }
}
