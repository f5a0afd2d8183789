/** Returns x^−*beta* of positive numbers. The paper's 0.75 needs two roots; others go lane by lane. */
export function negativePower(x: v128, beta: f32): v128 {
  const one = f32x4.splat(1);
  if (beta === 0.75) {
    const root = f32x4.sqrt(x);
    return f32x4.div(one, f32x4.mul(root, f32x4.sqrt(root)));
  }
  if (beta === 0.5) return f32x4.div(one, f32x4.sqrt(x));
  if (beta === 1) return f32x4.div(one, x);
  return f32x4(
    Mathf.pow(f32x4.extract_lane(x, 0), -beta),
    Mathf.pow(f32x4.extract_lane(x, 1), -beta),
    Mathf.pow(f32x4.extract_lane(x, 2), -beta),
    Mathf.pow(f32x4.extract_lane(x, 3), -beta)
  );
}
