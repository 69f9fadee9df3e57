// what: bytes that are no text in the text of an exception
// row: 15
// mode: stdin
// verdict: RuntimeError | WrongAnswer
using System;
class Program { static void Main() { using var e = Console.OpenStandardError(); e.Write([0xFF, 0x00, 0x1B, 0x5B, 0x32, 0x4A, 0xC0]); throw new Exception("\uD800 \0 \u001b[31m" + new string('x', 100_000)); } }
