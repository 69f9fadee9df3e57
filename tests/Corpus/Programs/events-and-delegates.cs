using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var b = new Button();
EventHandler<int> h = (_, x) => Console.WriteLine("first " + x);
b.Clicked += h; b.Clicked += (_, x) => Console.WriteLine("second " + x * 2);
b.Click(1); b.Clicked -= h; b.Click(2);
Func<int, Func<int, int>> add = x => y => x + y; Console.WriteLine(add(3)(4));
Action chain = () => Console.Write("a"); chain += () => Console.WriteLine("b"); chain();
class Button { public event EventHandler<int>? Clicked; public void Click(int x) => Clicked?.Invoke(this, x); }
