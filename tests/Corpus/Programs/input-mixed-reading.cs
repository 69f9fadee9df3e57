using System.Text;

Console.InputEncoding = Encoding.UTF8;
Console.WriteLine((char)Console.In.Peek() + " " + (char)Console.Read());
Console.WriteLine($"[{Console.ReadLine()}]");
var buffer = new char[6];
Console.WriteLine(Console.In.ReadBlock(buffer, 0, 6) + " " + new string(buffer).Replace("\n", "\\n"));
Console.WriteLine($"[{await Console.In.ReadLineAsync()}]");
var lines = new List<string>();
while (Console.ReadLine() is { Length: > 0 } line) { lines.Add(line); }
Console.WriteLine(string.Join("|", lines));
Console.WriteLine($"rest <{Console.In.ReadToEnd().TrimEnd()}> then {Console.Read()} {Console.ReadLine() ?? "null"}");
