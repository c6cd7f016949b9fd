// What the house owner sees: the elements that the installer has not hidden, where the installer has put them.
export function show(view) {
  view.textContent = '';
}
