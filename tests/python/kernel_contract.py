"""Jupyter's own contract tests for kernels, run on an installed one; every message is checked against its schema.

Usage: kernel_contract.py KERNEL_NAME

All of them but the pager's: this kernel shows help as output.
"""

import sys
import unittest

import jupyter_kernel_test


class KernelContract(jupyter_kernel_test.KernelTests):
    kernel_name = sys.argv.pop(1)
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("größer 😀");'
    completion_samples = [
        {"text": '"".isBl', "matches": {"isBlank()"}},
        {"text": 'var face = "😀"; face.isBl', "matches": {"isBlank()"}},
        {"text": "%mod", "matches": {"model", "models"}},
        {"text": "%train upft --dry", "matches": {"--dry-run"}},
    ]
    complete_code_samples = ["1 + 1", "int x = 1;", "for (int i = 0; i < 3; i++) {}", "%prefix 8", "int f() {\n  return 1;\n}", ""]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "int f() {\n  return", "1 +", '"""\ntext', "/* open"]
    invalid_code_samples = ["int x = 1;\n) + 1", "class 1 {}", "x = );", "}"]
    code_generate_error = 'throw new IllegalStateException("größer");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"größer 😀"', "result": "größer 😀"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
    ]
    code_display_data = [
        {"code": "output.display(List.of(1));", "mime": "text/plain"},
        {"code": "%prefix 8", "mime": "text/plain"},
    ]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    # Inspected at its end.
    code_inspect_sample = '"text".isBlank()'
    code_clear_output = "output.clear();"

    def test_inspect_of_magics_and_invalid_code(self):
        for code, found in [("%train upft", True), ("int y = ) +", False), ("", False)]:
            with self.subTest(code=code):
                self.flush_channels()
                msg_id = self.kc.inspect(code)
                reply = self.get_non_kernel_info_reply(timeout=15)
                jupyter_kernel_test.validate_message(reply, "inspect_reply", msg_id)
                self.assertEqual(reply["content"]["found"], found)

    def test_errors_of_invalid_code_have_the_compilers_message(self):
        self.flush_channels()
        reply, outputs = self.execute_helper("int y = ) +")
        self.assertEqual(reply["content"]["status"], "error")
        self.assertEqual(reply["content"]["ename"], "CompilationError")
        self.assertEqual([message["msg_type"] for message in outputs], ["error"])

    def test_input_of_a_cell(self):
        self.flush_channels()
        self.kc.execute('new Scanner(System.in).nextLine() + input.password("Token: ")', allow_stdin=True)
        for answer, password in [("größer ", False), ("😀", True)]:
            question = self.kc.get_stdin_msg(timeout=15)
            # Not validated: the contract's schema takes "password" for a number, which by the protocol is a boolean.
            self.assertEqual(question["msg_type"], "input_request")
            self.assertEqual(question["content"]["password"], password)
            self.kc.input(answer)
        reply = self.get_non_kernel_info_reply(timeout=15)
        self.assertEqual(reply["content"]["status"], "ok")
        message = self.kc.get_iopub_msg(timeout=15)
        while message["msg_type"] != "execute_result":
            message = self.kc.get_iopub_msg(timeout=15)
        self.assertEqual(message["content"]["data"]["text/plain"], "größer 😀")


if __name__ == "__main__":
    unittest.main()
