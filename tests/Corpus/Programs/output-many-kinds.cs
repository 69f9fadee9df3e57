using System.Text;

Console.OutputEncoding = new UTF8Encoding(false);
Console.Write('c');
Console.Write(1.5f);
Console.Write(new[] { 'a', 'b' }, 1, 1);
Console.Write("{0}-{1}", 1, "two");
Console.WriteLine();
Console.WriteLine(new StringBuilder("builder"));
Console.WriteLine(new object[] { 1, 2 }.Length);
Console.WriteLine((object?)null);
Console.WriteLine("ends in \r return and \t tab");
Console.Out.NewLine = "\r\n";
Console.WriteLine("windows line");
Console.Out.NewLine = "\n";
var memory = new StringWriter();
var before = Console.Out;
Console.SetOut(memory);
Console.WriteLine("captured");
Console.SetOut(before);
Console.WriteLine(memory.ToString().Trim().ToUpperInvariant());
await Console.Out.WriteLineAsync("asynchronous");
await Console.Out.WriteAsync("é".AsMemory());
Console.WriteLine();
var threads = Enumerable.Range(0, 4).Select(t => new Thread(() => { for (var i = 0; i < 50; i++) { lock (before) { Console.Write(""); } } })).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());
using (var raw = Console.OpenStandardOutput()) { raw.Write("raw bytes\n"u8); }
for (var i = 0; i < 1500; i++) { Console.WriteLine(i * 2654435761L % 1000003); }
Console.Error.WriteLine("to the other stream");
Console.Write("no line end");
