using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
File.WriteAllLines("a.txt", ["one", "two", "three"]);
Directory.CreateDirectory("d/e"); File.Copy("a.txt", "d/e/b.txt");
Console.WriteLine(File.ReadAllText("d/e/b.txt").Length + " " + string.Join(",", Directory.GetFiles(".", "*.txt", SearchOption.AllDirectories).Select(Path.GetFileName).OrderBy(x => x)));
