/**
 * Runs a notebook without Jupyter: reads it ({@link upft.kernel.notebook.NotebookReader}), executes its code cells through
 * an {@link upft.kernel.cell.Interpreter} ({@link upft.kernel.notebook.NotebookRunner}), and writes it again with its
 * outputs ({@link upft.kernel.notebook.NotebookWriter}) and as a page ({@link upft.kernel.notebook.HtmlReport}).
 */
package upft.kernel.notebook;
