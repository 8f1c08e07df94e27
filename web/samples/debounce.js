export function debounce(fn, wait) {
  let timer = null;
  return function (...args) {
    clearTimeout(timer);
    timer = setTimeout(() => fn.apply(this, args), wait);
  };
}

const input = document.querySelector("#search");
input.addEventListener(
  "input",
  debounce((event) => console.log("searching for", event.target.value), 300),
);
