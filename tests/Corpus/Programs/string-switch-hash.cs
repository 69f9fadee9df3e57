using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
foreach (var s in "red green blue cyan magenta yellow black white orange".Split()) { Console.Write(s switch { "red" => 1, "green" => 2, "blue" => 3, "cyan" => 4, "magenta" => 5, "yellow" => 6, "black" => 7, "white" => 8, _ => 0 }); } Console.WriteLine(); var o = (3, "x"); Console.WriteLine(o switch { ( > 2 and < 5, "x" or "y") => "hit", _ => "miss" });
