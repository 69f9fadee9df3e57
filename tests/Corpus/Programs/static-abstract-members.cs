using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(Make<A>() + Make<B>()); static string Make<T>() where T : INamed => T.Name; interface INamed { static abstract string Name { get; } } class A : INamed { public static string Name => "a"; } class B : INamed { public static string Name => "b"; }
