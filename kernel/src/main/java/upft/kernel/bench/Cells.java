package upft.kernel.bench;

import upft.kernel.client.InstalledKernel;

/**
 * The same cells in the language of a kernel.
 *
 * @param sum an expression
 * @param whole a complete piece of code
 * @param begun a name to be completed at its end
 * @param lines prints 100,000 short lines
 * @param again a cell that is run a thousand times
 */
record Cells(String sum, String whole, String begun, String lines, String again) {
    static final Cells JAVA = new Cells(
            "1 + 1",
            "int twice(int n) { return 2 * n; }",
            "\"text\".sub",
            "for (int i = 0; i < 100_000; i++) { System.out.println(\"line \" + i); }",
            "int x = 1; x + 1");

    static final Cells PYTHON = new Cells(
            "1 + 1",
            "def twice(n):\n    return 2 * n\n\n",
            "\"text\".spl",
            "for i in range(100_000): print(\"line\", i)",
            "x = 1; x + 1");

    static Cells of(InstalledKernel kernel) {
        return kernel.language().equals("python") ? PYTHON : JAVA;
    }
}
