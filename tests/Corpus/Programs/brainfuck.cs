using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var p = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++."; var m = new byte[100]; int d = 0; for (var i = 0; i < p.Length; i++) { switch (p[i]) { case '>': d++; break; case '<': d--; break; case '+': m[d]++; break; case '-': m[d]--; break; case '.': Console.Write((char)m[d]); break; case '[': if (m[d] == 0) { for (var k = 1; k > 0;) { i++; k += p[i] == '[' ? 1 : p[i] == ']' ? -1 : 0; } } break; case ']': for (var k = 1; k > 0;) { i--; k += p[i] == ']' ? 1 : p[i] == '[' ? -1 : 0; } i--; break; } } Console.WriteLine();
