using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Linq.Expressions;
Expression<Func<int, int>> e = x => x * 2 + 1;
Console.WriteLine(e + " " + e.Compile()(20));
var p = Expression.Parameter(typeof(double));
Console.WriteLine(Expression.Lambda<Func<double, double>>(Expression.Call(typeof(Math).GetMethod("Sqrt")!, p), p).Compile()(2));
