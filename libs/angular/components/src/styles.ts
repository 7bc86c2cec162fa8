/** What the components look like unless the app says otherwise: the page's own colours, readable in every scheme. */
export const commonStyles = `
  :host {
    display: block;
  }
  button {
    min-block-size: 2.25rem;
    padding: 0.35em 0.9em;
    border: 1px solid var(--coat-outline, color-mix(in srgb, currentColor 50%, transparent));
    border-radius: var(--coat-button-radius, var(--coat-radius, 0.5rem));
    background: transparent;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button.main {
    border-color: transparent;
    background: var(--coat-accent, CanvasText);
    color: var(--coat-on-accent, Canvas);
  }
  /* Never disabled for real: a button that loses the focus while it works loses the person's place. */
  button[aria-disabled='true'] {
    opacity: 0.6;
    cursor: progress;
  }
  p {
    margin: 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }
  .failure:empty {
    display: none;
  }
  .failure {
    color: var(--coat-error, light-dark(#a8281e, #ffb4a9));
  }
  .unseen {
    position: absolute;
    overflow: hidden;
    inline-size: 1px;
    block-size: 1px;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
