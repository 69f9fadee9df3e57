using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Numerics;
Console.WriteLine(Poly.Eval([1.0, 2.0, 3.0], 2.0) + " " + Poly.Eval([1, 2, 3], 2) + " " + Poly.Eval([new BigInteger(1), 2, 3], BigInteger.Pow(10, 20)));
static class Poly { public static T Eval<T>(T[] c, T x) where T : IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IAdditiveIdentity<T, T> { var r = T.AdditiveIdentity; for (var i = c.Length - 1; i >= 0; i--) { r = r * x + c[i]; } return r; } }
