using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var code = new[] { 1, 10, 4, 1, 1, 3, 0, 6, 2, 5, 2, 7 }; var st = new Stack<int>(); st.Push(0); for (int pc = 0, acc = 0, n = 0; n < 60 && pc < code.Length; n++) { switch (code[pc]) { case 1: acc += code[pc + 1]; pc += 2; break; case 4: st.Push(acc); pc++; break; case 3: acc -= st.Peek(); pc += 2; break; case 6: acc++; pc++; break; case 2: st.Push(acc * 2); pc += 2; break; default: Console.WriteLine(acc + ":" + string.Join(",", st)); pc = code.Length; break; } }
