// what: loads the compiler from the image and compiles an answer
// row: 13
// mode: stdin
// verdict: WrongAnswer | RuntimeError | MemoryLimit
using System;
using System.IO;
using System.Reflection;
var found = "";
foreach (var file in Directory.EnumerateFiles("/r1code", "*.dll", SearchOption.AllDirectories))
{
    try { found += Assembly.LoadFrom(file).GetName().Name + " "; } catch (Exception) { }
}
Console.Error.WriteLine(found);
Console.WriteLine("-1");
