// what: writes bytes that are no UTF-8, NULs and escapes
// row: 15
// mode: stdin
// verdict: WrongAnswer
using var o = System.Console.OpenStandardOutput();
o.Write(new byte[] { 0xFF, 0xFE, 0x00, 0xC0, 0x80, 0x1B, (byte)'[', (byte)'2', (byte)'J', 0xED, 0xA0, 0x80 });
