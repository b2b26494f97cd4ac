// Files dropped anywhere on the page go into the form, and the form is sent.
const form = document.querySelector<HTMLFormElement>('form[data-drop]');
const input = form?.querySelector<HTMLInputElement>('input[type="file"]');

const carries = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

if (form && input) {
  addEventListener('dragover', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) document.body.classList.remove('dropping');
  });
  addEventListener('drop', (event) => {
    if (!carries(event) || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    document.body.classList.remove('dropping');
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
