/** A dialog that looks like the page it is on. */
export const promptStyles = `
  dialog {
    box-sizing: border-box;
    /* Not in the middle: what comes late at its foot would move everything above. */
    margin-block: 14vh auto;
    max-block-size: calc(86vh - 1rem);
    inline-size: min(26rem, calc(100vw - 2rem));
    padding: 1.5rem;
    border: 1px solid var(--coat-outline, color-mix(in srgb, currentColor 50%, transparent));
    border-radius: var(--coat-radius, 0.5rem);
    background: var(--coat-surface, Canvas);
    color: var(--coat-text, CanvasText);
  }
  .body,
  form,
  label,
  .providers {
    display: grid;
    gap: 0.5rem;
  }
  .body,
  form {
    gap: 1rem;
  }
  .beside {
    padding-block-start: 1rem;
    border-block-start: 1px solid var(--coat-outline, color-mix(in srgb, currentColor 50%, transparent));
  }
  h2 {
    margin: 0;
    font-size: 1.25em;
  }
  .field {
    position: relative;
  }
  .toggle {
    position: absolute;
    inset: auto 0.25rem 0.25rem auto;
    border-color: transparent;
  }
  label input {
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.5em;
    padding-inline: 0.75em 5em;
    border: 1px solid var(--coat-outline, color-mix(in srgb, currentColor 50%, transparent));
    border-radius: var(--coat-radius, 0.5rem);
    background: transparent;
    color: inherit;
    font: inherit;
  }
`
