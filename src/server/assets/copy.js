// Adds a button to each citation that copies it.

export function addCopyButtons() {
  for (const figure of document.querySelectorAll(".citation")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = figure.dataset.copy;
    const style = figure.querySelector("figcaption").textContent;
    button.setAttribute("aria-label", `${figure.dataset.copy}: ${style}`);
    button.addEventListener("click", async () => {
      await copy(figure.querySelector("pre"));
      button.textContent = figure.dataset.copied;
      document.getElementById("status").textContent = figure.dataset.copied;
      setTimeout(() => { button.textContent = figure.dataset.copy; }, 1500);
    });
    figure.append(button);
  }
}

async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
  } catch {
    // Not allowed here: select the text, to be copied by the keyboard.
    getSelection().selectAllChildren(element);
  }
}
